-- A block is free seats beside each other in one row; a tidy one leaves no single free seat at either side.
-- Rows are texts between walls, '|AAHA|', and a section is searched as the one text of its rows, so that
-- string.find passes over thousands of seats at once. Blocks that look as if they went round the end of a row
-- are found there too, and passed over. Distances are in half seats.
local function block_of(quantity, tidy)
  local seats = string.rep('A', quantity)
  return {quantity = quantity, tidy = tidy, seats = seats, in_long = seats .. 'AA', in_full = '[^A]' .. seats .. '[^A]'}
end

-- The first run with room for the block, at or behind a place that is not free. A run gives a tidy block when
-- it is filled, and when two seats or more are left of it.
local function next_run(row, place, block)
  if not block.tidy then return string.find(row, block.seats, place, true) end
  local long, full = string.find(row, block.in_long, place, true), string.find(row, block.in_full, place)
  return long and full and math.min(long, full + 1) or long or full and full + 1
end

-- The first such block that starts at or behind any place; `back` is the row backwards.
local function next_block(row, back, place, block)
  if not block.tidy then return string.find(row, block.seats, place, true) end
  local run = #row + 2 - string.find(back, '[^A]', #row + 2 - place)
  local stop = string.find(row, '[^A]', place)
  for start = place, stop - block.quantity do
    if start - run ~= 1 and stop - block.quantity - start ~= 1 then return start end
  end
  return next_run(row, stop, block)
end

-- The block whose middle is nearest to the row's, and its distance. To the left it is the same backwards.
local function nearest_in_row(row, block)
  local back, seats, quantity = string.reverse(row), #row - 2, block.quantity
  local middle = math.ceil((seats - quantity) / 2) + 2
  local right = next_block(row, back, middle, block) or math.huge
  local left = next_block(back, row, middle, block) or math.huge
  local start = left <= right and #row + 2 - quantity - left or right
  return start, 2 * math.min(left, right) + quantity - seats - 4
end

-- The nearest to the section's best seats, the middle of its first row: a row counts two seats. Of two equally
-- near the lower seat. As soon as one is found, the text ends where no later row can be nearer.
local function nearest_block(section, block)
  local text, width, quantity, place, best = section.text, section.seats, block.quantity, 1, nil
  while quantity <= width do
    local hit = string.find(text, block.seats, place, true)
    if not hit then break end
    local number = math.floor((hit - 1) / width)
    local wall = (number + 1) * width + 1
    local row = section.changed[number] or '|' .. string.sub(text, wall - width, wall - 1) .. '|'
    if hit + quantity <= wall and next_run(row, 1, block) then
      local start, distance = nearest_in_row(row, block)
      local far = 4 * number + distance
      if not best or far < best.far then
        best = {section = section, number = number, row = row, start = start, quantity = quantity, far = far}
        text = string.sub(text, 1, math.ceil(far / 4) * width)
      end
    end
    place = wall
  end
  return best
end
