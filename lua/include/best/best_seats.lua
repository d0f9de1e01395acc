-- The best seats for a party, as ids in ascending order; nil when there are too few, or when party.is_lost. These are
-- given up in turn:
--   1. beside each other in one row, or at one table, and no single free seat left over at either side;
--   2. beside each other in one row, or at one table;
--   3. unless `adjacent`: in as few pieces as can be, in two equal ones where there are (see best/split_party).
-- Whichever it comes to: of the sections the first that has it gives it, and in that the place nearest to the
-- middle of the first row, a row further back counting as two seats; of two equally near the lower seat id.
--
-- party: quantity, adjacent, show (its number), letters (its map), concert (the key), sections: a list of
-- {first = seat id, rows =, seats = seats a row}, the best first. In a seating plan rows is 0, and seats are all.
--
--- @include best/nearest_block
--- @include best/section_layout
--- @include best/split_party
local function best_seats(party)
  local sections, quantity = {}, party.quantity
  for i, told in ipairs(party.sections) do sections[i] = section_of(party, told) end
  local pieces = {best_block(sections, quantity, false)}
  if pieces[1] then
    pieces[1] = best_block(sections, quantity, true) or pieces[1]
  else
    pieces = not party.adjacent and split_party(sections, quantity)
  end
  if party.is_lost or not pieces then return nil end
  local seats = {}
  for _, piece in ipairs(pieces) do
    for i = 0, piece.quantity - 1 do
      seats[#seats + 1] = seat_at(piece.section, piece.number, piece.start - 1 + i)
    end
  end
  table.sort(seats)
  return seats
end
