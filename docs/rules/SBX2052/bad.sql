ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
