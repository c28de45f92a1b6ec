ALTER TABLE public.orders DISABLE TRIGGER orders_audit;
