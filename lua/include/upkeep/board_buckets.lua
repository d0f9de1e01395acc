-- The queue in buckets of queue numbers: a bucket goes from its mark to the next one, and the first one has
-- whoever stands in front of its mark as well. Counting a bucket costs O(log n), so joining and leaving
-- count nothing. n people make about n / size buckets, whoever has come and gone: one that is too large
-- is split, and one that is nearly empty becomes part of the one in front of it.
local function split_bucket(queue, buckets, ahead, most)
  local bucket = buckets[#buckets]
  while bucket.people > most and queue.moves > 0 do
    ahead = ahead + queue.size
    local start = redis.call('ZRANGE', queue.waiting, ahead, ahead, 'WITHSCORES')[2]
    redis.call('ZADD', queue.marks, start, start)
    local rest = {start = start, people = bucket.people - queue.size}
    bucket.people = queue.size
    buckets[#buckets + 1] = rest
    queue.moves, bucket = queue.moves - 1, rest
  end
end

-- queue: the keys waiting and marks, the size of a bucket, the most marks that may be set.
-- Returns buckets of {start, people}, from the front of the queue to its end.
local function tidy_buckets(queue)
  local first = redis.call('ZRANGE', queue.waiting, 0, 0, 'WITHSCORES')[2]
  if first and redis.call('EXISTS', queue.marks) == 0 then redis.call('ZADD', queue.marks, first, first) end
  local starts, buckets, ahead = redis.call('ZRANGE', queue.marks, 0, -1), {}, 0
  for i, start in ipairs(starts) do
    local following = starts[i + 1]
    local people = redis.call('ZCOUNT', queue.waiting, i == 1 and '-inf' or start,
                              following and '(' .. following or '+inf')
    local last = buckets[#buckets]
    if people == 0 or last and last.people + people <= queue.size / 2 then
      redis.call('ZREM', queue.marks, start)
      if last then last.people = last.people + people end
    else
      buckets[#buckets + 1] = {start = start, people = people}
      split_bucket(queue, buckets, ahead, following and 2 * queue.size or queue.size)
    end
    ahead = ahead + people
  end
  return buckets
end
