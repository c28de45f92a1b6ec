SET lock_timeout = '2s';
ALTER TABLE public.events ATTACH PARTITION public.events_2027 FOR VALUES FROM (2027) TO (2028);
