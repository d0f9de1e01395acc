-- Blocks in a section. It is searched as the one text of its rows, so that string.find passes over thousands of
-- seats at once; what looks like a block but goes on in the next row is passed over.
--
--- @include best/row_blocks
--- @include best/section_layout

-- Could a block of the row be nearer than `far`?
local function is_in_reach(text, width, number, block, far)
  local reach = (far - 4 * number) / 2
  local middle = number * width + (width - block.quantity) / 2 + 1
  local first = math.max(math.floor(middle - reach) + 1, number * width + 1)
  local start = find(text, block.seats, first, true)
  return start and start < middle + reach
end

-- The nearest block to the section's best seats, the middle of its first row: a row counts two seats, that is
-- four of the half seats that distances are counted in; of two equally near the lower seat. As soon as one is
-- found, the text ends where no later row can have a nearer one.
local function nearest_block(section, block)
  local text, width, quantity = section.text, section.width, block.quantity
  local place, last, best, far = 1, #text, nil, nil
  while place <= last do
    local hit = find(text, block.seats, place, true)
    if not hit then break end
    local number = math.floor((hit - 1) / width)
    local wall = (number + 1) * width + 1
    if hit + quantity <= wall and (not best or is_in_reach(text, width, number, block, far)) then
      local row = section.changed[number] or 'H' .. string.sub(text, wall - width, wall - 1) .. 'H'
      local start, distance
      if next_run(row, 1, block) then start, distance = nearest_in_row(row, block) end
      if start and (not best or 4 * number + distance < far) then
        far = 4 * number + distance
        best = {section = section, number = number, row = row, start = start, quantity = quantity}
        last = math.ceil(far / 4) * width
      end
    end
    place = wall
  end
  return best
end

-- The nearest block of the first section that has one.
local function best_block(sections, quantity, tidy)
  local block = block_of(quantity, tidy)
  for _, section in ipairs(sections) do
    local found = is_searchable(section, block) and nearest_block(section, block)
    if found then return found end
  end
end
