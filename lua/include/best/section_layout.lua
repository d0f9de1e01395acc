-- A section of a hall is searched as the one text of its rows. In a section of a seating plan the rows are of unequal
-- length and have aisles: it is laid out first, as rows of one width in which a column without a seat has a letter
-- that is not free. How, restore_layouts has put into the concert's hash.
--
--- @include best/row_blocks
--- @include best/tables
--- @include common/integer
--- @include common/readiness

-- A section of the party's, as best_seats is told of it.
local function section_of(party, told)
  local last = told.first + math.max(told.rows, 1) * told.seats - 1
  local letters = string.sub(party.letters, told.first, last)
  local section = {first = told.first, letters = letters, changed = {}, gathered = {}, party = party}
  if told.rows > 0 then section.width, section.longest, section.text = told.seats, told.seats, letters end
  return section
end

local function lay_out(section, layout)
  local parts = {}
  for i, part in ipairs(layout.parts) do
    local place, runs, form = unpack(part)
    parts[i] = string.format(form, struct.unpack(runs, section.letters, place))
  end
  section.width, section.longest, section.layout = layout.width, layout.longest, layout
  section.text = table.concat(parts)
  -- The release before laid none out.
  if #(layout.tables or {}) > 0 then gather_tables(section, string.rep('A', section.party.quantity)) end
end

-- Is there any use in searching the section for the block? As long as its seats do not have it even in one line, and
-- it has no tables, it is not laid out. Where the layout has been lost nobody knows: the concert must be restored.
local function is_searchable(section, block)
  if not section.text and (find(section.letters, block.seats, 1, true) or has_tables(section)) then
    local party = section.party
    local layout = redis.call('HGET', party.concert, 'layout:' .. party.show .. ':' .. integer(section.first))
    if layout then
      lay_out(section, cmsgpack.unpack(layout))
    else
      party.is_lost = true
      end_readiness(party.concert)
    end
  end
  return section.text and block.quantity <= section.longest
end

-- The seat at a column of a row, which has one.
local function seat_at(section, number, column)
  local layout, gathered = section.layout, section.gathered[number]
  if gathered then return section.first + layout.first[number + 1] - 1 + gathered.places[column - gathered.blank] end
  if not layout then return section.first + number * section.width + column - 1 end
  local seat = section.first + layout.first[number + 1] + column - 2
  for blank, seats in string.gmatch(layout.rows[number + 1], '(%d+)%+(%d+)') do
    seat, column = seat - blank, column - blank - seats
    if column <= 0 then return seat end
  end
end
