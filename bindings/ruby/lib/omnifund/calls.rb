# frozen_string_literal: true

require 'omnifund/errors'
require 'omnifund/handle'
require 'omnifund/raw'

module Omnifund
  # How a function of the library is called: what it uses stays open until it is over, and what fails is raised.
  module Calls
    class << self
      # A function that can't fail.
      def plain(name, *given)
        used = given.grep(Handle)
        begun = []
        begin
          used.each { |one| one.begin_call && begun << one }
          Raw.public_send(name, *given.map { |one| converted(one) })
        ensure
          begun.each(&:end_call)
        end
      end

      # A function that can fail, and gives nothing.
      def check(name, *given)
        FFI::MemoryPointer.new(:pointer) do |error|
          code = plain(name, *given, error)
          raise_error(error.read_pointer) unless code.zero?
        end
        nil
      end

      # One that gives a handle.
      def pointer(name, *given)
        out = FFI::MemoryPointer.new(:pointer)
        check(name, *given, out)
        out.read_pointer
      end

      # One that gives a number.
      def number(name, *given)
        out = FFI::MemoryPointer.new(:int64)
        check(name, *given, out)
        out.read_int64
      end

      # One whose handle is read by the block, and not kept.
      def whole(free, name, *given)
        from = pointer(name, *given)
        begin
          yield from
        ensure
          Raw.public_send(free, from)
        end
      end

      def text(name, *given)
        plain(name, *given)&.dup&.force_encoding(Encoding::UTF_8)
      end

      def flag(name, *given)
        plain(name, *given) != 0
      end

      def number_or_none(name, *given)
        number = plain(name, *given)
        number unless number.zero?
      end

      # Bytes for the library.
      def bytes(bytes)
        return if bytes.nil?

        memory = FFI::MemoryPointer.new(:uint8, [bytes.bytesize, 1].max)
        memory.put_bytes(0, bytes)
      end

      def length(bytes)
        bytes.nil? ? 0 : bytes.bytesize
      end

      # A copy of bytes of the library's.
      def bytes_of(pointer, length)
        length.zero? ? String.new : pointer.read_bytes(length)
      end

      private

      def converted(value)
        case value
        when Handle then value.pointer
        when String then unrepeated(value)
        else value
        end
      end

      # A text for C, which ends at a NUL: one with a NUL in it is refused, and not repeated. A copy, since other threads
      # go on during a call.
      def unrepeated(text)
        text = text.encode(Encoding::UTF_8)
        raise Bug, 'A text has a NUL in it; nothing was done. Correct the call.' if text.b.include?("\0")

        text.dup.freeze
      rescue EncodingError
        raise Bug, 'A text can not be said in UTF-8; nothing was done. Correct the call.', cause: nil
      end

      def raise_error(error)
        raise error_of(error)
      ensure
        Raw.omnifund_error_free(error)
      end

      def error_of(error)
        advice = Raw.omnifund_error_advice(error)
        Error.class_of(advice).new(
          text(:omnifund_error_message, error),
          code: Raw.omnifund_error_code(error),
          advice: advice,
          outcome: Raw.omnifund_error_outcome(error),
          http_status: number_or_none(:omnifund_error_http_status, error),
          oauth_error: text(:omnifund_error_oauth_error, error),
          oauth_error_description: text(:omnifund_error_oauth_error_description, error),
          retry_after: number_or_none(:omnifund_error_retry_after, error)
        )
      end
    end
  end
end
