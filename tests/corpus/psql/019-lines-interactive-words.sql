-- help, quit and exit are plain SQL text in a script.
quit
;
help
as you like;
select 'still here' as exit;
