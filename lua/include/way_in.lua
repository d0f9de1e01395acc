local function is_from_before(concert, signed) return signed ~= '' and was_lost(concert, signed) end

-- Where somebody without a place goes: 'LOBBY', 'LINE', or 'LOOK_UP' when Redis was lost since the place was
-- given, and the books must be asked first whether it was used, and what was drawn (`drawn` is their answer,
-- '' before). A token from the lobby leads back to it.
local function way_in(concert, state, signed, drawn)
  if not is_lottery(concert) then
    return drawn == '' and is_from_before(concert, signed) and 'LOOK_UP' or 'LINE'
  end
  local was_there = signed ~= '' and tonumber(signed) < opens_at_us(concert)
  local closed, is_drawn, lost = unpack(redis.call('HMGET', concert, 'lobby_closed_us', 'drawn', 'draw_lost'))
  if not closed and not is_drawn and (state == 'SCHEDULED' or was_there) then return 'LOBBY' end
  local may_be_drawn = lost and (signed == '' or was_there)
  local came_later = not was_there and is_from_before(concert, signed)
  return drawn == '' and (may_be_drawn or came_later) and 'LOOK_UP' or 'LINE'
end

-- The number that a person's token or the books vouch for, '' for none; see way_in.
local function vouched_number(concert, signed, drawn)
  if not is_lottery(concert) then return signed end
  if drawn ~= '' and drawn ~= '0' then return drawn end
  if signed ~= '' and tonumber(signed) < opens_at_us(concert) then
    return is_from_before(concert, signed) and integer(missed_draw_number(concert)) or ''
  end
  return signed
end
