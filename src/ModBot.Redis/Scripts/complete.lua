-- Takes an effect out of the outbox for good.
-- KEYS: effects, leases
-- ARGV: consumer group, entry id
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('XDEL', KEYS[1], ARGV[2])
redis.call('ZREM', KEYS[2], ARGV[2])
