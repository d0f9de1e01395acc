#!lua flags=allow-oom
-- restore_layouts.lua -- puts the layouts of one show's sections where the search for the best seats finds them.
--
-- In the database a layout is 'WIDTH:ROW;ROW;…', a ROW being columns without a seat and with one in turn: '2+20' or
-- '0+10+4+10'. Here it becomes what a section is laid out with in few steps (see include/best/section_layout.lua),
-- packed:
--   width, rows   as in the database; first the place of each row's first seat among those of the section
--   longest       the most seats beside each other
--   parts         of {place, runs, form}: from that place on so many letters each ('c20c10c10') are written into a
--                 text in which 'H' is no seat ('HH%sHH%sHHHH%s')
--
-- KEYS  concert
-- ARGV  now in us ('0': Redis's clock), token, number of the show,
--       then for each section of a seating plan: its first seat, its layout
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile, or another scheduler has taken over
-- Cost  O(columns)
--
--- @include common/time
--- @include upkeep/restoring
local concert = KEYS[1]
local now_ms, token, show = now_in_ms(ARGV[1]), ARGV[2], ARGV[3]
local FIRST_SECTION = 4
local RUNS_A_PART = 1000 -- Lua can hand over some thousand values at once

local function part_of(place) return {place = place, runs = {}, form = {}} end

local function packed(layout)
  local width, text = string.match(layout, '^(%d+):(.+)$')
  local rows, first, parts, longest, place = {}, {}, {part_of(1)}, 0, 1
  for row in string.gmatch(text, '[^;]+') do
    local part, columns = parts[#parts], 0
    rows[#rows + 1], first[#first + 1] = row, place
    for blank, seats in string.gmatch(row, '(%d+)%+(%d+)') do
      table.insert(part.runs, 'c' .. seats)
      table.insert(part.form, string.rep('H', blank) .. '%s')
      columns, place, longest = columns + blank + seats, place + seats, math.max(longest, seats)
    end
    table.insert(part.form, string.rep('H', width - columns))
    if #part.runs >= RUNS_A_PART then parts[#parts + 1] = part_of(place) end
  end
  for i, part in ipairs(parts) do parts[i] = {part.place, table.concat(part.runs), table.concat(part.form)} end
  return cmsgpack.pack({width = tonumber(width), rows = rows, first = first, longest = longest, parts = parts})
end

if not go_on_restoring(concert, token, now_ms) then return {'LOST'} end
for i = FIRST_SECTION, #ARGV, 2 do
  redis.call('HSET', concert, 'layout:' .. show .. ':' .. ARGV[i], packed(ARGV[i + 1]))
end
return {'OK'}
