-- The names of the keys that scripts get, where several get the same ones in the same order. A script with others puts
-- their names into a table as well: no include counts in KEYS.

local function queue_keys()
  return {concert = KEYS[1], waiting = KEYS[2], active = KEYS[3], turns = KEYS[4], lapsed = KEYS[5]}
end

-- And what a queue entry is made of besides.
local function entry_keys()
  local keys = queue_keys()
  keys.lobby, keys.wishes, keys.buyer = unpack(KEYS, 6, 8)
  return keys
end

-- And what the claim of an admission changes besides. Which seats it makes holds of is not known before, so there is
-- what the keys of all holds begin with: they carry the hash tag of the others, and are in the same slot of a cluster.
local function admitted_keys()
  local keys = queue_keys()
  keys.buyer, keys.deadlines, keys.wishes, keys.hold_prefix = unpack(KEYS, 6, 9)
  return keys
end

-- The keys of a seat and of its holder: KEYS has a map and a hold at this place, keys what is the same for all seats.
local function seat_keys(keys, at)
  return {map = KEYS[at], hold = KEYS[at + 1], deadlines = keys.deadlines, buyer = keys.buyer}
end
