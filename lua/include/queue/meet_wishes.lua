-- Wishes are met when their owners are admitted, in the order of the queue. One may take a millisecond to search the
-- hall, so a script looks at a few of them and leaves the others to the next.
--
--- @include best/hold_best_seats
--- @include queue/wish_record
--- @include seats/count_seats_had
--- @include seats/seats_left
local WISHES_A_SCRIPT = 8

-- Holds the best seats that a wish asks for, until the admission must be claimed. Returns how many: all or none; nil
-- when the concert must be restored first. sale: limit, on_sale.
local function meet_wish(keys, wish, sale, now_ms, deadline)
  local its_keys = {map = sale.on_sale[wish.show], hold_prefix = keys.hold_prefix, deadlines = keys.deadlines,
                    buyer = keys.buyer_prefix .. wish.user}
  if not its_keys.map then return 0 end
  local had, over = count_seats_had(its_keys.buyer, wish.show, now_ms)
  if had + wish.quantity > sale.limit then return 0 end
  wish.concert, wish.over = keys.concert, over
  local seats = hold_best_seats(wish, its_keys, deadline, now_ms)
  if not seats then return not wish.is_lost and 0 or nil end
  note_met_wish(keys.wishes, wish.user, seats)
  return wish.quantity
end

-- Meets the wishes of the first `count` people of the queue. Returns how many of them can be admitted, as those
-- without a wish need seats too, and whether more could be if their wishes were looked at. on_sale: the map of each
-- show that has not started, by its number.
local function meet_wishes(keys, on_sale, count, now_ms, deadline)
  local left = seats_left(keys.concert, on_sale)
  if redis.call('EXISTS', keys.wishes) == 0 then return math.min(count, buyers_served(left)), false end
  local sale = {on_sale = on_sale, limit = tonumber(redis.call('HGET', keys.concert, 'max_seats_per_user'))}
  local users, looked_at, choosing = redis.call('ZRANGE', keys.waiting, 0, count - 1), 0, 0
  for i, text in ipairs(redis.call('HMGET', keys.wishes, unpack(users))) do
    if looked_at == WISHES_A_SCRIPT then return i - 1, true end
    if choosing >= buyers_served(left) then return i - 1, false end
    local seats = 0
    if text then
      looked_at = looked_at + 1
      seats = meet_wish(keys, read_wish(text, users[i]), sale, now_ms, deadline)
      if not seats then return i - 1, false end
      if seats == 0 then redis.call('HDEL', keys.wishes, users[i]) end
    end
    left.free = left.free - seats
    if seats == 0 then choosing = choosing + 1 end
  end
  return count, false
end
