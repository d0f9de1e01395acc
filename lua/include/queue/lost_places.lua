-- Places that were lost with Redis come back to who has a token of them, once each.
--
--- @include draw/lottery
--- @include queue/lost_numbers

-- Those below a lottery's hour say nothing of when they were given: they are lost together, when Redis comes back as
-- it was before the draw.
local function place_was_lost(concert, place)
  if is_lottery(concert) and tonumber(place) < opens_at_us(concert) then
    return redis.call('HEXISTS', concert, 'draw_lost') == 1
  end
  return number_was_lost(concert, place)
end

-- That it came back, was given up or used is in the hash `turns`: its token is worth nothing any more.
local function used_place_field(user) return 'back:' .. user end

-- Says whether it was unused until now.
local function use_lost_place(turns, user)
  return redis.call('HSETNX', turns, used_place_field(user), '1') == 1
end
