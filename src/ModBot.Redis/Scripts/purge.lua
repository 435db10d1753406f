-- Deletes holds that ended before a time, with everything that tells of them. One that was reopened meanwhile is left alone.
-- KEYS: holds, marks, codes, created, ended, then the history of each hold
-- ARGV: ended before, then for each hold its member, id and code
-- Returns how many.
local purged = 0
for i = 2, #ARGV, 3 do
    local ended = redis.call('ZSCORE', KEYS[5], ARGV[i])
    if ended and tonumber(ended) < tonumber(ARGV[1]) then
        redis.call('HDEL', KEYS[1], ARGV[i + 1])
        redis.call('HDEL', KEYS[2], ARGV[i + 1])
        redis.call('HDEL', KEYS[3], ARGV[i + 2])
        redis.call('ZREM', KEYS[4], ARGV[i])
        redis.call('ZREM', KEYS[5], ARGV[i])
        redis.call('DEL', KEYS[5 + (i + 1) / 3])
        purged = purged + 1
    end
end
return purged
