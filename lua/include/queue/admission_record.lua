-- An admission, in the hash `turns`: the queue number that it was given for, when in ms, whether it was claimed, and
-- whether the place had come back to somebody who missed the admission before: '1795 1795000 0 0'.
--
--- @include common/integer
local function admission_of(text)
  local number, admitted_at, claimed, returned = string.match(text or '', '^(%d+) (%d+) (%d) (%d)$')
  return number and {number = number, admitted_at = tonumber(admitted_at), is_claimed = claimed == '1',
                     has_returned = returned == '1'}
end

local function admission_text(admission)
  return table.concat({admission.number, integer(admission.admitted_at), admission.is_claimed and '1' or '0',
                       admission.has_returned and '1' or '0'}, ' ')
end

local function read_admission(turns, user) return admission_of(redis.call('HGET', turns, user)) end
