-- A seat is named by its show's number and its own: '7:12'.
--
--- @include common/integer
local function ref_of(show, seat) return show .. ':' .. integer(seat) end

local function show_of(ref) return string.match(ref, '^(%d+):') end

local function seat_of(ref) return tonumber(string.match(ref, ':(%d+)$')) end
