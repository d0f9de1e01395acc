-- Blocks in one row: a block is free seats beside each other; a tidy one leaves no single free seat at either
-- side. A row is a text with a wall at each end, a letter that is not free: 'HAASAH'.

local find = string.find

-- What a run looks like that gives a tidy block: the block fills it, or it has two seats more or still more.
local function block_of(quantity, tidy)
  local seats = string.rep('A', quantity)
  return {quantity = quantity, tidy = tidy, seats = seats,
          runs = {'H' .. seats .. 'AA', 'S' .. seats .. 'AA', 'H' .. seats .. 'H', 'H' .. seats .. 'S',
                  'S' .. seats .. 'H', 'S' .. seats .. 'S'}}
end

-- The first run with room for the block, at or behind a place that is not free. Few runs are looked at one by
-- one, many are left to string.find.
local function next_run(row, place, block)
  local run = find(row, block.seats, place, true)
  if not run or not block.tidy then return run end
  for _ = 1, 2 do
    local stop = find(row, '[^A]', run)
    if stop - run ~= block.quantity + 1 then return run end
    run = find(row, block.seats, stop, true)
    if not run then return nil end
  end
  local runs, first = block.runs, nil
  for i = 1, #runs do
    local wall = find(row, runs[i], run - 1, true)
    if wall and (not first or wall < first) then first = wall end
  end
  return first and first + 1
end

-- The first block that starts at or behind a place; `back` is the row backwards.
local function next_block(row, back, place, block)
  if not block.tidy then return find(row, block.seats, place, true) end
  local run = #row + 2 - find(back, '[^A]', #row + 2 - place)
  local stop = find(row, '[^A]', place)
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
