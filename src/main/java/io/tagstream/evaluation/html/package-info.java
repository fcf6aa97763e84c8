/** The report as one page that needs nothing else: no file beside it, no address, no framework. */
@NullMarked
package io.tagstream.evaluation.html;

import org.jspecify.annotations.NullMarked;
