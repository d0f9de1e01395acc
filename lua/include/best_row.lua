-- Blocks in one row: a block is free seats beside each other; a tidy one leaves no single free seat at either
-- side. A row is a text with a wall at each end, a letter that is not free: 'HAASAH'.

local function block_of(quantity, tidy)
  local seats = string.rep('A', quantity)
  return {quantity = quantity, tidy = tidy, seats = seats, two_more = seats .. 'AA',
          exact = {'H' .. seats .. 'H', 'H' .. seats .. 'S', 'S' .. seats .. 'H', 'S' .. seats .. 'S'}}
end

-- The first run with room for the block, at or behind a place that is not free. A run gives a tidy block when
-- the block fills it, and when it has two seats more or still more. Few runs are looked at one by one, many are
-- left to string.find.
local function next_run(row, place, block)
  local run = string.find(row, block.seats, place, true)
  if not run or not block.tidy then return run end
  for _ = 1, 2 do
    local stop = string.find(row, '[^A]', run)
    if stop - run ~= block.quantity + 1 then return run end
    run = string.find(row, block.seats, stop, true)
    if not run then return nil end
  end
  local nearest = string.find(row, block.two_more, run, true) or math.huge
  for _, exact in ipairs(block.exact) do
    nearest = math.min(nearest, (string.find(row, exact, run - 1, true) or math.huge) + 1)
  end
  return nearest < math.huge and nearest or nil
end

-- The first block that starts at or behind a place; `back` is the row backwards.
local function next_block(row, back, place, block)
  if not block.tidy then return string.find(row, block.seats, place, true) end
  local run = #row + 2 - string.find(back, '[^A]', #row + 2 - place)
  local stop = string.find(row, '[^A]', place)
  for start = place, stop - block.quantity do
    if start - run ~= 1 and stop - block.quantity - start ~= 1 then return start end
  end
  return next_run(row, stop, block)
end

-- The block whose middle is nearest to the row's, and its distance in half seats; of two equally near the left.
local function nearest_in_row(row, block)
  local back, seats, quantity = string.reverse(row), #row - 2, block.quantity
  local middle = math.ceil((seats - quantity) / 2) + 2
  local right = next_block(row, back, middle, block) or math.huge
  local left = next_block(back, row, middle, block) or math.huge
  local start = left <= right and #row + 2 - quantity - left or right
  return start, 2 * math.min(left, right) + quantity - seats - 4
end
