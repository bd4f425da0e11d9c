/** Matches events to subscriptions, delivers them as signed HTTP posts, and reports every attempt. Owns no database. */
@NullMarked
package io.hookline.dispatch;

import org.jspecify.annotations.NullMarked;
