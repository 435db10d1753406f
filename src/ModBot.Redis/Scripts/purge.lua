-- Deletes holds that ended before a time, with everything that tells of them. One that was reopened meanwhile is left alone.
-- KEYS: holds, marks, codes, created, ended, chatters, then the history of each hold
-- ARGV: ended before, then for each hold its member, id, code and senders with a space between
-- Returns how many.
local purged = 0
for i = 2, #ARGV, 4 do
    local ended = redis.call('ZSCORE', KEYS[5], ARGV[i])
    if ended and tonumber(ended) < tonumber(ARGV[1]) then
        redis.call('HDEL', KEYS[1], ARGV[i + 1])
        redis.call('HDEL', KEYS[2], ARGV[i + 1])
        redis.call('HDEL', KEYS[3], ARGV[i + 2])
        redis.call('ZREM', KEYS[4], ARGV[i])
        redis.call('ZREM', KEYS[5], ARGV[i])
        for chatter in string.gmatch(ARGV[i + 3], '%S+') do
            redis.call('ZREM', KEYS[6], chatter .. ':' .. ARGV[i])
        end
        redis.call('DEL', KEYS[6 + (i + 2) / 4])
        purged = purged + 1
    end
end
return purged
