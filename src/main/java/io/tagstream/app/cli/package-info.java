/** The command line. A command is a class; what it does is done by the stages. */
@NullMarked
package io.tagstream.app.cli;

import org.jspecify.annotations.NullMarked;
