-- Question marks, hashes and at signs are operator characters.
select '{"a": 1}'::jsonb ? 'a' as a, '{"a": {"b": 2}}'::jsonb #>> '{a,b}' as b, '[1]'::jsonb @> '1' as c, '{"a": 1}'::jsonb ?| array['b', 'a'] as d;
