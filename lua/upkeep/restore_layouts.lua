#!lua flags=allow-oom
-- restore_layouts.lua -- puts the layouts of one show's sections where the search for the best seats finds them, and
-- marks the seats that are not for sale.
--
-- In the database a layout is 'WIDTH:ROW;ROW;…', a ROW being columns without a seat and with one in turn: '2+20' or
-- '0+10+4+10'; a table is 't9+6'. Here it becomes what a section is laid out with in few steps (see
-- include/best/section_layout.lua), packed:
--   width, rows   as in the database; first the place of each row's first seat among those of the section
--   longest       the most seats beside each other
--   parts         of {place, runs, form}: from that place on so many letters each ('c20c10c10') are written into a
--                 text in which 'H' is no seat ('HH%sHH%sHHHH%s')
--   tables        numbers, from 0 on, of the rows that are tables. Where there are some is a field of its own
--
-- KEYS  concert, map
-- ARGV  now in us ('0': Redis's clock), token, number of the show,
--       then for each section of a seating plan: its first seat, its layout, how many of its seats are not for sale:
--       all, or 0
-- Returns {'OK'}, {'LOST'} when Redis was lost again meanwhile, or another scheduler has taken over
-- Cost  O(columns)
--
--- @include common/time
--- @include upkeep/restoring
local concert, map = KEYS[1], KEYS[2]
local now_ms, token, show = now_in_ms(ARGV[1]), ARGV[2], ARGV[3]
local FIRST_SECTION = 4
local RUNS_A_PART = 1000 -- Lua can hand over some thousand values at once

local function part_of(place) return {place = place, runs = {}, form = {}} end

local function layout_of(text_of_it)
  local width, text = string.match(text_of_it, '^(%d+):(.+)$')
  local rows, first, tables, parts, longest, place = {}, {}, {}, {part_of(1)}, 0, 1
  for row in string.gmatch(text, '[^;]+') do
    local part, columns = parts[#parts], 0
    if string.sub(row, 1, 1) == 't' then tables[#tables + 1] = #rows end
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
  return {width = tonumber(width), rows = rows, first = first, tables = tables, longest = longest, parts = parts}
end

local function put(first, layout, not_for_sale)
  local name, made = show .. ':' .. first, layout_of(layout)
  redis.call('HSET', concert, 'layout:' .. name, cmsgpack.pack(made))
  if #made.tables > 0 then redis.call('HSET', concert, 'tables:' .. name, #made.tables) end
  if not_for_sale > 0 then redis.call('SETRANGE', map, first - 1, string.rep('N', not_for_sale)) end
end

if not go_on_restoring(concert, token, now_ms) then return {'LOST'} end
for i = FIRST_SECTION, #ARGV, 3 do put(ARGV[i], ARGV[i + 1], tonumber(ARGV[i + 2])) end
return {'OK'}
