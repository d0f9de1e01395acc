-- A wish, as its owner left it: show, seats, '1' when they must be adjacent, highest price (0: any), '1' when
-- sections were named, 30 random bits, the sections that fit, best first: 'first seat:rows:seats,…'.
-- Once it is met it says which seats are held for it, until the admission is claimed: 'HELD 7:12 7:13'.
local function read_wish(text, user)
  local show, quantity, adjacent, random, sections =
    string.match(text, '^(%d+) (%d+) ([01]) %d+ [01] (%d+) ([%d:,]+)$')
  local wish = {user = user, show = show, quantity = tonumber(quantity), adjacent = adjacent == '1', random = random,
                sections = {}}
  for first, rows, seats in string.gmatch(sections or '', '(%d+):(%d+):(%d+)') do
    table.insert(wish.sections, {first = tonumber(first), rows = tonumber(rows), seats = tonumber(seats)})
  end
  return wish
end

local function note_met_wish(wishes, user, seats)
  local words = {'HELD'}
  for _, seat in ipairs(seats) do words[#words + 1] = seat.ref end
  redis.call('HSET', wishes, user, table.concat(words, ' '))
end

local function seats_held_by_wish(wishes, user)
  local refs, held = {}, string.match(redis.call('HGET', wishes, user) or '', '^HELD (.+)$')
  for ref in string.gmatch(held or '', '%S+') do refs[#refs + 1] = ref end
  return refs
end
