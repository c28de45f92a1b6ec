-- A tab in the line counts as one character in the caret's line, which copies white space.
select	1,		nope;
