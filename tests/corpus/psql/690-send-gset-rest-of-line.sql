-- What \gset refuses is no mistake in the command: the rest of its line is still read.
select 3 \gset \\ select 4;
