-- Two literals on one line are no continuation: the server refuses them.
select 'a' 'b';
