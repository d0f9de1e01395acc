-- Where somebody without a place goes, by what a token says of a place before: {number, '' when none was sent;
-- lobby: is it of the lobby?}; and by what was drawn, as the database has it ('' when it was not asked, '0': nothing).
--
--- @include draw/lottery
--- @include queue/lost_numbers
--- @include queue/lost_places

-- Was what the token names lost with Redis?
local function is_from_before(concert, token)
  local number = token.number
  return number ~= '' and (token.lobby and number_was_lost(concert, number) or place_was_lost(concert, number))
end

-- 'LOBBY', 'QUEUE', or 'LOOK_UP' when Redis was lost since the place was given, and the database must be asked first
-- whether it was used, and what was drawn. A token from the lobby leads back to it.
local function where_to_join(concert, state, token, drawn)
  local draw_lost
  if is_lottery(concert) then
    local closed, is_drawn, lost = unpack(redis.call('HMGET', concert, 'lobby_closed_us', 'drawn', 'draw_lost'))
    if not closed and not is_drawn and (state == 'SCHEDULED' or token.lobby) then return 'LOBBY' end
    draw_lost = lost
  end
  if drawn ~= '' then return 'QUEUE' end
  return (draw_lost and token.number == '' or is_from_before(concert, token)) and 'LOOK_UP' or 'QUEUE'
end

-- The place that Redis has lost and the database or a token vouch for, or nil. The database knows who was drawn what;
-- who was in the lobby and not in the draw stands right behind those who were.
local function lost_place(concert, token, drawn)
  if drawn ~= '' and drawn ~= '0' then return place_was_lost(concert, drawn) and tonumber(drawn) or nil end
  if not is_from_before(concert, token) then return nil end
  local number = tonumber(token.number)
  local is_of_lobby = is_lottery(concert) and (token.lobby or number < opens_at_us(concert))
  return is_of_lobby and missed_draw_number(concert) or number
end
