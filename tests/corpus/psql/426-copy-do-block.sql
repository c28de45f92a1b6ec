-- COPY to the client is impossible inside a DO block.
do $$ begin execute 'copy (select 1) to stdout'; end $$;
