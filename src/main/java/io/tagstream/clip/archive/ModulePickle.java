package io.tagstream.clip.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A module in Python's pickle, protocol 2, with the few opcodes that libtorch's unpickler needs. Tensors are references
 * by number to raw storages beside it, which {@link #tensors} lists.
 */
final class ModulePickle {

    /** An empty tuple: the source has no tensor constants. */
    static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

    private final Precision precision;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Attribute.Tensor> tensors = new ArrayList<>();

    ModulePickle(Precision precision, Attribute.Module module) {
        this.precision = precision;
        write(0x80, 2);
        value(module);
        write('.');
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    List<Attribute.Tensor> tensors() {
        return List.copyOf(tensors);
    }

    private void value(Attribute attribute) {
        switch (attribute) {
            case Attribute.Flag(boolean value) -> flag(value);
            case Attribute.Whole(long value) -> whole(value);
            case Attribute.Real(double value) -> real(value);
            case Attribute.Tensor tensor -> tensor(tensor);
            case Attribute.NoTensors() -> noTensors();
            case Attribute.Module module -> module(module);
        }
    }

    /** cls.__new__(cls), then its state as a dictionary. */
    private void module(Attribute.Module module) {
        global(ClipSource.MODULE, module.className());
        write(')', 0x81, '}', '(');
        module.attributes().forEach((name, attribute) -> {
            text(name);
            value(attribute);
        });
        write('u', 'b');
    }

    /** torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks). */
    private void tensor(Attribute.Tensor tensor) {
        global("torch._utils", "_rebuild_tensor_v2");
        write('(', '(');
        text("storage");
        global("torch", precision.storageClass);
        text(Integer.toString(tensors.size()));
        text("cpu");
        whole(tensor.count());
        write('t', 'Q');
        whole(0);
        tuple(tensor.shape());
        tuple(strides(tensor.shape()));
        flag(false);
        global("collections", "OrderedDict");
        write(')', 'R', 't', 'R');
        tensors.add(tensor);
    }

    /** build_tensorlist([]): a list whose type the unpickler knows although it is empty. */
    private void noTensors() {
        global("torch.jit._pickle", "build_tensorlist");
        write('(', ']', 't', 'R');
    }

    private static List<Long> strides(List<Long> shape) {
        List<Long> strides = new ArrayList<>();
        long stride = 1;
        for (long size : shape.reversed()) {
            strides.addFirst(stride);
            stride *= size;
        }
        return strides;
    }

    private void tuple(List<Long> values) {
        write('(');
        values.forEach(this::whole);
        write('t');
    }

    private void flag(boolean value) {
        write(value ? 0x88 : 0x89);
    }

    private void whole(long value) {
        if (value == (int) value) {
            write('J');
            out.writeBytes(littleEndian(4).putInt((int) value).array());
        } else {
            write(0x8A, 8);
            out.writeBytes(littleEndian(8).putLong(value).array());
        }
    }

    private void real(double value) {
        write('G');
        out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array()); // big-endian, unlike everything else
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        write('X');
        out.writeBytes(littleEndian(4).putInt(utf8.length).array());
        out.writeBytes(utf8);
    }

    private void global(String module, String name) {
        write('c');
        out.writeBytes((module + '\n' + name + '\n').getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(int... opcodes) {
        for (int opcode : opcodes) {
            out.write(opcode);
        }
    }
}
