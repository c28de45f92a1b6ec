-- Empty pieces are no statements.
select 1\;\; \; select 2\;;
