-- Minutes between tries: 0 is now "at once", as clients of FaxCom mean it; what it meant before,
-- "as the outcome asks", is -1.
UPDATE server_settings SET retry_delay = -1 WHERE retry_delay = 0;
