-- Reads the first holds of a sorted set, as one consistent picture.
-- KEYS: open or due, holds
-- ARGV: greatest score, how many
local holds = {}
for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[2])) do
    holds[#holds + 1] = redis.call('HGET', KEYS[2], string.match(member, '^%d+:(.*)$'))
end
return holds
