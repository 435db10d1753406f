-- Reads the newest holds that a chatter sent, the newest first.
-- KEYS: chatters, holds
-- ARGV: chatter, how many
-- Returns nil while the index does not know of every hold of the channel.
if not redis.call('ZSCORE', KEYS[1], '') then
    return nil
end
local holds = {}
-- ';' is what follows ':'.
for _, member in ipairs(redis.call('ZREVRANGEBYLEX', KEYS[1], '(' .. ARGV[1] .. ';', '[' .. ARGV[1] .. ':', 'LIMIT', 0, ARGV[2])) do
    holds[#holds + 1] = redis.call('HGET', KEYS[2], string.match(member, '^[^:]*:%d+:(.*)$'))
end
return holds
