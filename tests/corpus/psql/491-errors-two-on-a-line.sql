-- Without ON_ERROR_STOP the rest of the line is executed after an error.
select nope; select 1 as a; \echo and this
