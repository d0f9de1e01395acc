-- Tables of a seating plan: each is a row, and who sits at one sits together. When those of its seats that are free and
-- beside each other are too few, all that are free are drawn together, and section.gathered has them in that order.
--
--- @include best/row_blocks
--- @include common/integer

-- Where in a row of seats one is free, from 0 on.
local function free_places(letters)
  local places = {}
  for place in string.gmatch(letters, '()A') do places[#places + 1] = place - 1 end
  return places
end

local function gather_tables(section, seats)
  local layout, pieces, done = section.layout, {}, 0
  for _, number in ipairs(layout.tables) do
    local blank, count = string.match(layout.rows[number + 1], '(%d+)%+(%d+)')
    local start = number * layout.width + blank
    local letters = string.sub(section.text, start + 1, start + count)
    if not find(letters, seats, 1, true) then
      local places = free_places(letters)
      section.gathered[number] = {places = places, blank = tonumber(blank)}
      pieces[#pieces + 1] = string.sub(section.text, done + 1, start)
      pieces[#pieces + 1] = string.rep('A', #places) .. string.rep('H', count - #places)
      done = start + count
    end
  end
  section.text = table.concat(pieces) .. string.sub(section.text, done + 1)
end

-- Do some of the section's rows stand for tables? A show of before has none.
local function has_tables(section)
  if section.tables == nil then
    local party = section.party
    section.tables = redis.call('HEXISTS', party.concert, 'tables:' .. party.show .. ':' .. integer(section.first)) == 1
  end
  return section.tables
end
