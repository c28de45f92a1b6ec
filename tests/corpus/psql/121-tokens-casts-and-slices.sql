-- Two colons are a cast, and a slice with numbers is no variable.
select '{1,2,3}'::int[] as a, ('{1,2,3}'::int[])[2:3] as b, '12'::int::text as c;
