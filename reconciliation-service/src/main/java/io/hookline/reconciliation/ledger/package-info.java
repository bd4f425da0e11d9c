/** The ledger: one line for everything that happened to an entity, written once and never changed. */
@NullMarked
package io.hookline.reconciliation.ledger;

import org.jspecify.annotations.NullMarked;
