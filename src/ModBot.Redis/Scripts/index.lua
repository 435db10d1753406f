-- Notes who sent a hold that an older ModBot stored, if it still has the version that was read: whatever changed it since has noted or removed it.
-- KEYS: marks, chatters
-- ARGV: id, version, senders with a space between
local version, sequence = string.match(redis.call('HGET', KEYS[1], ARGV[1]) or '', '^(%d+) (%d+)$')
if version == ARGV[2] then
    for chatter in string.gmatch(ARGV[3], '%S+') do
        redis.call('ZADD', KEYS[2], 0, chatter .. ':' .. sequence .. ':' .. ARGV[1])
    end
end
