package io.tagstream.clip.archive;

import io.tagstream.clip.archive.Attribute.Flag;
import io.tagstream.clip.archive.Attribute.Module;
import io.tagstream.clip.archive.Attribute.NoTensors;
import io.tagstream.clip.archive.Attribute.Real;
import io.tagstream.clip.archive.Attribute.Tensor;
import io.tagstream.clip.archive.Attribute.Whole;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** The attributes of a module in the making, in the order in which its class declares them. */
final class ModuleFields {

    private final SequencedMap<String, Attribute> fields = new LinkedHashMap<>();

    ModuleFields() {
        flag("training", false);
    }

    ModuleFields flag(String name, boolean value) {
        fields.put(name, new Flag(value));
        return this;
    }

    ModuleFields whole(String name, long value) {
        fields.put(name, new Whole(value));
        return this;
    }

    ModuleFields real(String name, double value) {
        fields.put(name, new Real(value));
        return this;
    }

    ModuleFields tensor(String name, Tensor value) {
        fields.put(name, value);
        return this;
    }

    ModuleFields noTensors(String name) {
        fields.put(name, new NoTensors());
        return this;
    }

    ModuleFields module(String name, Module value) {
        fields.put(name, value);
        return this;
    }

    Module of(String className) {
        return new Module(className, fields);
    }
}
