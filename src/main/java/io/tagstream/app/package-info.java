/** Where everything is put together: the main class, the command line, the configuration and the composition root. */
@NullMarked
package io.tagstream.app;

import org.jspecify.annotations.NullMarked;
