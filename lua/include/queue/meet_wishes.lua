-- Wishes are met when their owners are called up, in the order of the line. One may take a millisecond to
-- search the hall, so a script looks at a few of them and leaves the others to the next.
local WISHES_A_SCRIPT = 8

-- Holds the best seats that a wish asks for, until the turn must be claimed. Returns how many: all or none; nil when
-- the concert must be restored first.
local function meet_wish(sale, user, text, now_ms, deadline)
  local wish = read_wish(text, user)
  local keys = {map = sale.on_sale[wish.show], holds = sale.holds, deadlines = sale.deadlines,
                buyer = sale.buyers .. user}
  wish.concert = sale.concert
  if not keys.map or seats_had(keys.buyer, wish.show, now_ms) + wish.quantity > sale.limit then return 0 end
  local taken = take_best(wish, keys, deadline, now_ms)
  if not taken then return not wish.is_lost and 0 or nil end
  local held = {'HELD'}
  for i = 1, #taken, 2 do held[#held + 1] = ref_of(wish.show, taken[i]) end
  redis.call('HSET', sale.wishes, user, table.concat(held, ' '))
  return wish.quantity
end

-- Meets the wishes of the first `count` people of the line. Returns how many of them can be called up, as those
-- without a wish need seats too, and whether more could be if their wishes were looked at.
local function meet_wishes(sale, line, count, now_ms, deadline)
  local concert, waiting = unpack(line)
  local stock = stock_of(concert, sale.on_sale)
  if redis.call('EXISTS', sale.wishes) == 0 then return math.min(count, buyers_served(stock)), false end
  sale.concert, sale.limit = concert, tonumber(redis.call('HGET', concert, 'max_seats_per_user'))
  local users, looked_at, choosing = redis.call('ZRANGE', waiting, 0, count - 1), 0, 0
  for i, wish in ipairs(redis.call('HMGET', sale.wishes, unpack(users))) do
    if looked_at == WISHES_A_SCRIPT then return i - 1, true end
    if choosing >= buyers_served(stock) then return i - 1, false end
    local seats = 0
    if wish then
      looked_at = looked_at + 1
      seats = meet_wish(sale, users[i], wish, now_ms, deadline)
      if not seats then return i - 1, false end
      if seats == 0 then redis.call('HDEL', sale.wishes, users[i]) end
    end
    stock.free = stock.free - seats
    if seats == 0 then choosing = choosing + 1 end
  end
  return count, false
end
