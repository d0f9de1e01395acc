-- A party that finds no place together, in pieces: in two, as equal as there are; when two do not do, the
-- longest piece that there is, and the rest likewise. So the pieces are as few as can be.
--
--- @include best/nearest_block

-- The longest that there is, of `most` seats at most.
local function longest_block(sections, most)
  local low, high, longest = 1, most, nil
  while low <= high do
    local middle = math.floor((low + high) / 2)
    local found = best_block(sections, middle, false)
    if found then longest, low = found, middle + 1 else high = middle - 1 end
  end
  return longest
end

local function take_block(block)
  local row, start, quantity = block.row, block.start, block.quantity
  block.section.changed[block.number] =
    string.sub(row, 1, start - 1) .. string.rep('H', quantity) .. string.sub(row, start + quantity)
  return block
end

local function give_back(block) block.section.changed[block.number] = block.row end

-- The equal piece that two pieces begin with, or nil when two do not do; `longest` is taken meanwhile.
local function half_block(sections, quantity, longest)
  if 2 * longest.quantity < quantity then return nil end
  local other = longest_block(sections, math.floor(quantity / 2))
  if not other or longest.quantity + other.quantity < quantity then return nil end
  give_back(longest)
  return take_block(best_block(sections, math.max(math.ceil(quantity / 2), quantity - other.quantity), false))
end

local function split_party(sections, quantity)
  local pieces, most = {}, quantity - 1
  while quantity > 0 do
    local piece = longest_block(sections, math.min(most, quantity))
    if not piece then return nil end
    take_block(piece)
    if piece.quantity < quantity then piece = half_block(sections, quantity, piece) or piece end
    pieces[#pieces + 1] = piece
    quantity, most = quantity - piece.quantity, piece.quantity
  end
  return pieces
end
