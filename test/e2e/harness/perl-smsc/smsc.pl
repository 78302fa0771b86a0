#!/usr/bin/perl
# An SMS centre on Net::SMPP (Debian: libnet-smpp-perl), which shares no code with textback: the second opinion on
# what textback writes to the wire. Told what to do by JSON lines on standard input; says what it sees by JSON lines
# on standard output. It decodes and joins texts by itself, with Perl's own Encode.
use strict;
use warnings;
use Encode qw(decode encode);
use Encode::GSM0338;
use IO::Select;
use JSON::PP;
use Net::SMPP;
use Time::HiRes qw(time);

my %option = %{ decode_json($ARGV[0] // '{}') };
my %behaviour = (perSecond => undef, receipts => undef, dropNext => 'never', packed => 0);
my $json = JSON::PP->new->canonical->utf8;
$| = 1;
$SIG{PIPE} = 'IGNORE';

sub report { print $json->encode({@_}), "\n" }

my $listener = Net::SMPP->new_listen('127.0.0.1', port => 0) or die "cannot listen: $!";
report(port => $listener->sockport + 0);
my $select = IO::Select->new($listener, \*STDIN);
my (%role, %parts, $input);
my ($second, $taken, $next_id) = (0, 0, 0xa0);

sub is_throttled {
  return 0 unless defined $behaviour{perSecond};
  ($second, $taken) = (int(time), 0) if int(time) != $second;
  return ++$taken > $behaviour{perSecond};
}

sub words {
  my ($octets, $coding) = @_;
  return decode('UTF-16BE', $octets) if $coding == 8;
  return decode('iso-8859-1', $octets) if $coding == 3;
  return decode('gsm0338', $behaviour{packed} ? Net::SMPP::unpack_7bit($octets) : $octets);
}

# The part that a user data header or the SAR parameters tell of, and the octets of the words.
sub part_of {
  my ($pdu, $octets) = @_;
  if ($pdu->{esm_class} & 0x40) {
    my ($length, $element, $size) = unpack 'CCC', $octets;
    my ($ref, $total, $index) = unpack $element == 8 ? 'nCC' : 'CCC', substr($octets, 3, $size);
    return ([$ref, $total, $index], substr($octets, $length + 1));
  }
  return (undef, $octets) unless defined $pdu->{sar_msg_ref_num};
  return (
    [
      unpack('n', $pdu->{sar_msg_ref_num}),
      unpack('C', $pdu->{sar_total_segments}),
      unpack('C', $pdu->{sar_segment_seqnum}),
    ],
    $octets,
  );
}

sub join_text {
  my ($pdu, $part, $text) = @_;
  return $text unless defined $part;
  my ($ref, $total, $index) = @$part;
  my $seen = $parts{"$pdu->{source_addr} $pdu->{destination_addr} $ref $total"} //= {};
  $seen->{$index} = $text;
  return undef if keys %$seen < $total;
  return join '', map { $seen->{$_} } 1 .. $total;
}

sub on_submit {
  my ($client, $pdu) = @_;
  my $drop = $behaviour{dropNext};
  $behaviour{dropNext} = 'never';
  my $status = is_throttled() ? 0x58 : 0;
  my $id = sprintf '%x', $next_id++;
  my $octets = defined $pdu->{message_payload} ? $pdu->{message_payload} : $pdu->{short_message};
  my ($part, $body) = part_of($pdu, $octets);
  my $text = words($body, $pdu->{data_coding});
  report(
    event => 'submit', status => $status, id => $id, text => $text, part => $part,
    whole => $status == 0 ? join_text($pdu, $part, $text) : undef,
    from => $pdu->{source_addr}, to => $pdu->{destination_addr}, octets => length($octets),
    coding => $pdu->{data_coding}, payload => defined $pdu->{message_payload} ? JSON::PP::true : JSON::PP::false,
    validity => $pdu->{validity_period}, service => $pdu->{service_type},
    reference => unpack('n', $pdu->{user_message_reference}), at => time,
  );
  return hang_up($client, 'told to drop') if $drop eq 'before-answer';
  $client->submit_sm_resp(seq => $pdu->{seq}, status => $status, message_id => $status == 0 ? $id : '');
  send_receipt($pdu, $id) if $status == 0 && defined $behaviour{receipts};
  hang_up($client, 'told to drop') if $drop eq 'after-answer';
}

# Answered in hex, reported in decimal, as many carriers do.
sub send_receipt {
  my ($pdu, $id) = @_;
  my $decimal = hex $id;
  my $text = "id:$decimal sub:001 dlvrd:001 submit date:2611230437 done date:2611230437 stat:DELIVRD err:000 text:";
  my @tlvs = (receipted_message_id => "$decimal\0", message_state => "\x02");
  deliver(
    source_addr => $pdu->{destination_addr}, destination_addr => $pdu->{source_addr}, esm_class => 4,
    $behaviour{receipts} eq 'tlv' ? (short_message => '', @tlvs) : (short_message => $text),
  );
}

sub deliver {
  my ($client) = grep { ($role{ $_->fileno } // 0) & 1 } grep { $_ != $listener && $_ != \*STDIN } $select->handles;
  return report(event => 'answered', status => -1) unless defined $client;
  $client->deliver_sm(source_addr_ton => 1, source_addr_npi => 1, dest_addr_ton => 1, dest_addr_npi => 1, async => 1, @_);
}

sub hang_up {
  my ($client, $why) = @_;
  report(event => 'closed', why => $why, role => $role{ $client->fileno } // 0);
  delete $role{ $client->fileno };
  $select->remove($client);
  close $client;
}

sub on_bind {
  my ($client, $pdu) = @_;
  my $good = $pdu->{system_id} eq $option{systemId} && $pdu->{password} eq $option{password};
  my $status = $good ? 0 : 0x0e;
  my %answer = (seq => $pdu->{seq}, status => $status, system_id => 'perl');
  # Bit 0 receives, bit 1 sends, as in the command ids.
  $role{ $client->fileno } = $pdu->{cmd} == 9 ? 3 : $pdu->{cmd} if $good;
  $client->bind_transceiver_resp(%answer) if $pdu->{cmd} == 9;
  $client->bind_transmitter_resp(%answer) if $pdu->{cmd} == 2;
  $client->bind_receiver_resp(%answer) if $pdu->{cmd} == 1;
  report(event => $good ? 'bound' : 'bind-refused', role => $pdu->{cmd}, version => $pdu->{interface_version});
  hang_up($client, 'bind refused') unless $good;
}

sub on_pdu {
  my ($client) = @_;
  my $pdu = do { local $SIG{__WARN__} = sub { }; $client->read_pdu };
  return hang_up($client, 'gone') unless defined $pdu;
  my $cmd = $pdu->{cmd};
  my $may = $role{ $client->fileno } // 0;
  if ($cmd == 1 || $cmd == 2 || $cmd == 9) { on_bind($client, $pdu) }
  elsif ($cmd == 4 && $may & 2) { on_submit($client, $pdu) }
  elsif ($cmd == 4) { $client->submit_sm_resp(seq => $pdu->{seq}, status => 4, message_id => '') }
  elsif ($cmd == 0x15) { $client->enquire_link_resp(seq => $pdu->{seq}); report(event => 'enquired') }
  elsif ($cmd == 0x80000015) { report(event => 'enquiry-answered') }
  elsif ($cmd == 6) { $client->unbind_resp(seq => $pdu->{seq}); hang_up($client, 'unbound') }
  elsif ($cmd == 0x80000006) { hang_up($client, 'unbound by us') }
  elsif ($cmd == 0x80000005) { report(event => 'answered', status => $pdu->{status}) }
}

sub inbound {
  my ($order) = @_;
  my $octets = $order->{coding} == 8 ? encode('UTF-16BE', $order->{text}) : encode('gsm0338', $order->{text});
  my @esm;
  if (defined $order->{part}) {
    my ($bits, @numbers) = @{ $order->{part} };
    $octets = ($bits == 16 ? pack('CCCnCC', 6, 8, 4, @numbers) : pack('CCCCCC', 5, 0, 3, @numbers)) . $octets;
    @esm = (esm_class => 0x40);
  }
  deliver(
    source_addr => $order->{from}, destination_addr => $order->{to}, data_coding => $order->{coding},
    short_message => $octets, @esm,
  );
}

sub on_order {
  my $order = $json->decode($_[0]);
  my @clients = grep { exists $role{ $_->fileno } } grep { $_ != $listener && $_ != \*STDIN } $select->handles;
  if ($order->{do} eq 'behave') { %behaviour = (%behaviour, %{ $order->{change} }) }
  elsif ($order->{do} eq 'inbound') { inbound($order) }
  elsif ($order->{do} eq 'unbind') { $_->unbind(async => 1) for @clients }
  elsif ($order->{do} eq 'enquire') { $_->enquire_link(async => 1) for @clients }
  elsif ($order->{do} eq 'drop') { hang_up($_, 'told to drop') for @clients }
  report(event => 'done');
}

while (1) {
  for my $ready ($select->can_read) {
    if ($ready == $listener) {
      $select->add(scalar $listener->accept);
    } elsif ($ready == \*STDIN) {
      sysread(STDIN, $input, 65536, length($input // '')) or exit 0;
      while ($input =~ s/^(.*)\n//) { on_order($1) }
    } elsif (defined $ready->fileno) {
      on_pdu($ready);
    }
  }
}
