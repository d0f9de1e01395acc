-- The best seats for a party, as ids in ascending order; nil when there are too few. These are given up in turn:
--   1. beside each other in one row, and no single free seat left over at either side;
--   2. beside each other in one row;
--   3. unless `adjacent`: in as few pieces as can be, in two equal ones where there are (see best_pieces).
-- Whichever it comes to: of the sections the first that has it gives it, and in that the place nearest to the
-- middle of the first row, a row further back counting as two seats; of two equally near the lower seat id.
--
-- letters: the show's map. sections: a list of {first = seat id, rows =, seats = seats a row}, the best first.
local function best_seats(letters, sections, quantity, adjacent)
  local searched = {}
  for i, section in ipairs(sections) do
    local last = section.first + section.rows * section.seats - 1
    searched[i] = {first = section.first, seats = section.seats, changed = {},
                   text = string.sub(letters, section.first, last)}
  end
  local pieces = {best_block(searched, quantity, false)}
  if pieces[1] then
    pieces[1] = best_block(searched, quantity, true) or pieces[1]
  else
    pieces = not adjacent and best_pieces(searched, quantity)
  end
  if not pieces then return nil end
  local seats = {}
  for _, piece in ipairs(pieces) do
    local first = piece.section.first + piece.number * piece.section.seats + piece.start - 2
    for seat = first, first + piece.quantity - 1 do seats[#seats + 1] = seat end
  end
  table.sort(seats)
  return seats
end
