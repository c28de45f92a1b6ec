-- Blanks after the last terminator are not a statement.
select 1;   	

   
