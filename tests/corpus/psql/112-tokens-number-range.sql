-- Two dots after a number do not belong to it.
do $$ declare s text := ''; begin for i in 1..3 loop s := s || i; end loop; raise notice '%', s; end $$;
