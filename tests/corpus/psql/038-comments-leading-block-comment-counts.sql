-- A block comment in front of a statement is sent with it, so LINE counts its lines.
/* one
   two */
select nope;
