-- Reasons of loss belong to what every command about a deal goes by: a loss names one of them, and its answer says how it is called.
create trigger ground_of_deals after insert or update or delete on loss_reasons for each row execute function change_deal_ground();
