package io.hookline.parts;

/** A running PostgreSQL server. */
public interface Database extends AutoCloseable {

    /** Creates the database if it is missing, and says how to reach it. */
    Address create(String name);

    @Override
    void close();

    /** How to reach one database: the driver-independent parts of its URL. */
    record Address(String host, int port, String name, String user, String password) {
        public String jdbcUrl() {
            return "jdbc:postgresql://" + host + ":" + port + "/" + name;
        }

        public String r2dbcUrl() {
            return "r2dbc:postgresql://" + host + ":" + port + "/" + name;
        }
    }
}
