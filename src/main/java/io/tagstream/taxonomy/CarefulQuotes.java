package io.tagstream.taxonomy;

import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Quotes what Jackson's own check takes for harmless: {@code 1_000} and {@code 1:30} are numbers to YAML. Nothing that starts
 * with a letter is one.
 */
final class CarefulQuotes extends StringQuotingChecker.Default {

    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
        return super.needToQuoteValue(value) || !Character.isLetter(value.codePointAt(0));
    }
}
