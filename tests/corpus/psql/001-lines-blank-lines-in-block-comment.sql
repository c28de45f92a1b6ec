-- Blank lines inside a block comment are kept, so LINE counts them.
select /* a

b */ nope;
